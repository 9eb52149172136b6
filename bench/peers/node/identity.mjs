// Who is there: a signed token's claims make the user.

import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { Refused } from "./refused.mjs";

const OPTIONS = { algorithms: ["HS256"], clockTolerance: 5 };

/** @returns a function from a token to its user, which refuses a bad one */
export function verifier(secret) {
  const key = createSecretKey(secret, "utf8");
  return (token) => {
    if (typeof token !== "string" || token === "") throw unauthenticated("No token provided");
    return userOf(claimsOf(token.replace(/^Bearer /, ""), key));
  };
}

export function isAdmin(user) {
  return user.type === "superadmin";
}

function claimsOf(token, key) {
  try {
    return jwt.verify(token, key, OPTIONS);
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) throw expired();
    throw unauthenticated("Invalid token");
  }
}

function userOf(claims) {
  const id = claims.id ?? claims._id ?? claims.userId ?? claims.sub;
  const type = typeOf(claims.type);
  if (typeof id !== "string" || id === "" || !type) throw unauthenticated("Invalid token");
  const user = { id, name: String(claims.name ?? id), email: String(claims.email ?? ""), type };
  if (type === "client" && claims.company) user.company = String(claims.company);
  return { user, expiresAt: claims.exp ? (claims.exp + OPTIONS.clockTolerance) * 1000 : Infinity };
}

function typeOf(claim) {
  switch (String(claim).toLowerCase().replace(/[_-]/g, "")) {
    case "client":
      return "client";
    case "admin":
    case "superadmin":
      return "superadmin";
    default:
      return undefined;
  }
}

export function unauthenticated(message) {
  return new Refused("UNAUTHENTICATED", message);
}

export function expired() {
  return new Refused("TOKEN_EXPIRED", "Token expired");
}

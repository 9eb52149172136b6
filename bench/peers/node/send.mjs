// The request of send_message, checked as far as its text goes.

import { attachmentList } from "./files.mjs";
import { Refused, invalid } from "./refused.mjs";

const LONGEST = 10_000;
const LONGEST_CLIENT_MESSAGE_ID = 128;

export function parseSend(payload) {
  const { message = "", clientMessageId } = payload;
  const ticketId = ticketIdOf(payload);
  const attachments = attachmentList(payload.attachments);
  checkText(message);
  if (message.trim() === "" && attachments.length === 0) {
    throw invalid("Message or at least one file is required");
  }
  checkClientMessageId(clientMessageId);
  return { ticketId, text: message, attachments, clientMessageId };
}

export function ticketIdOf({ ticketId }) {
  if (typeof ticketId === "number") return String(ticketId);
  if (typeof ticketId !== "string" || ticketId === "") throw invalid("Ticket ID is required");
  return ticketId;
}

function checkText(message) {
  if (typeof message !== "string") throw invalid("Message must be a string");
  if (message.length > LONGEST) {
    throw new Refused("TOO_LARGE", `Message exceeds ${LONGEST} characters`);
  }
  if (message.includes("\0") || !message.isWellFormed()) {
    throw invalid("Message has invalid characters");
  }
}

function checkClientMessageId(id) {
  if (id === undefined || id === null) return;
  if (typeof id !== "string" || id === "" || id.length > LONGEST_CLIENT_MESSAGE_ID) {
    throw invalid("clientMessageId must be a short string");
  }
}

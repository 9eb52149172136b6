package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens (JWT, HS256). For one thread.
public final class TokenSigner {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER =
      BASE64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(US_ASCII));

  private final Mac mac;

  public TokenSigner(String secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  public byte[] sign(String claims) {
    var signed = HEADER + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
    var signature = BASE64.encodeToString(mac.doFinal(signed.getBytes(US_ASCII)));
    return (signed + "." + signature).getBytes(US_ASCII);
  }
}

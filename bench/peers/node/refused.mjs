/** An expected "no": a code for programs and a sentence for people. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export function invalid(message) {
  return new Refused("INVALID", message);
}

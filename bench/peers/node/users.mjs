/** Users as they were last seen: what history shows of a sender. */
export class Users {
  #commit;
  #find;
  #save;

  constructor(database, commit) {
    this.#commit = commit;
    this.#find = database.prepare("SELECT name, email, company FROM users WHERE id = ?");
    this.#save = database.prepare(`
      INSERT INTO users (id, name, email, company) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE
      SET name = excluded.name, email = excluded.email, company = excluded.company`);
  }

  /** Writes only what is new. */
  async remember({ id, name, email, company = null }) {
    const seen = this.#find.get(id);
    if (seen?.name === name && seen.email === email && seen.company === company) return;
    await this.#commit(() => this.#save.run(id, name, email, company));
  }
}

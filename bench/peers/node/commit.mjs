// Two ways to run what changes the database. Both take a function that runs within a transaction,
// and that refuses, if it does, before it has written anything.

import { Refused } from "./refused.mjs";

/** A transaction and a sync for each, at once. */
export function commitEach(database) {
  const inTransaction = database.transaction((work) => work());
  return (work) => inTransaction.immediate(work);
}

/** One transaction and one sync for all that comes in one turn of the event loop. */
export function commitTogether(database) {
  const inTransaction = database.transaction((waiting) => waiting.map(({ work }) => settle(work)));
  let waiting = [];

  function commit() {
    const committing = waiting;
    waiting = [];
    try {
      const outcomes = inTransaction.immediate(committing);
      committing.forEach(({ resolve }, i) => resolve(outcomes[i]));
    } catch (error) {
      for (const { reject } of committing) reject(error);
    }
  }

  return async (work) => {
    const { value, refused } = await new Promise((resolve, reject) => {
      if (waiting.push({ work, resolve, reject }) === 1) setImmediate(commit);
    });
    if (refused) throw refused;
    return value;
  };
}

function settle(work) {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Refused) return { refused: error };
    throw error;
  }
}

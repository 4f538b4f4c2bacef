/**
 * A memory that counts references, as Python's does: every object has a count, and is freed when it reaches 0. Objects
 * are given by their names here. It is a simulator: the memory in which your code runs does not count.
 */
export class Memory {
  counts = new Map();
  links = [];
  freed = [];

  /** A new object, held by one name. */
  make(object) {
    this.counts.set(object, 1);
  }

  /** A link that counts: while it is there, its target stays. */
  link(from, to) {
    this.links.push({ from, to, weak: false });
    this.counts.set(to, this.counts.get(to) + 1);
  }

  /** A link that does not count: it can be followed for as long as something else holds its target. */
  weakLink(from, to) {
    this.links.push({ from, to, weak: true });
  }

  /** A name goes away. At 0 the object is freed, and lets go of what it held itself. */
  letGo(object) {
    const count = this.counts.get(object) - 1;
    this.counts.set(object, count);
    if (count > 0) return;
    this.counts.delete(object);
    this.freed.push(object);
    for (const { from, to, weak } of this.links) if (from === object && !weak) this.letGo(to);
  }

  /** True when a link of any kind leads from one object to the other and both are there. */
  canFollow(from, to) {
    const found = this.links.some((link) => link.from === from && link.to === to);
    return found && this.counts.has(from) && this.counts.has(to);
  }
}

/**
 * What one call of a function does to the memory. f is made, and so are the outputs; then come the links of the graph.
 */
export function call(memory, f, inputs, outputs) {
  memory.make(f);
  for (const y of outputs) memory.make(y);
  for (const y of outputs) memory.link(y, f); // y.creator
  for (const x of inputs) memory.weakLink(f, x); // f.inputs
  for (const y of outputs) memory.weakLink(f, y); // f.outputs
  memory.letGo(f); // The call is over, and its own name for f goes away.
}

/** A box around an array. */
export class Variable {
  data;

  constructor(data) {
    // Put the array into the box.
  }
}

/** A box around an array. */
export class Variable {
  data;

  constructor(data) {
    this.data = data;
  }
}

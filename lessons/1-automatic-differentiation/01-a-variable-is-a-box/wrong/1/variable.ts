/** A box around an array. */
export class Variable {
  data;

  constructor(data) {
    data = this.data;
  }
}

/** The layers in which a function is called, by name: what the outer layer calls it, the outermost by its class. */

export class LayerPath {
  readonly #layers: object[] = [];
  readonly #roots = new WeakMap<object, string>();
  readonly #rootCounts = new Map<string, number>();

  enter(layer: object): void {
    this.#layers.push(layer);
  }

  leave(): void {
    this.#layers.pop();
  }

  /** Outermost first. */
  names(): string[] {
    if (this.#layers.length === 0) return [];
    return this.#layers.map((layer, depth) => {
      const outer = this.#layers[depth - 1];
      const known = outer && Object.entries(outer).find(([, value]) => value === layer)?.[0];
      return known ?? this.#rootName(layer);
    });
  }

  #rootName(layer: object): string {
    let name = this.#roots.get(layer);
    if (name === undefined) {
      const type = layer.constructor.name;
      const count = (this.#rootCounts.get(type) ?? 0) + 1;
      this.#rootCounts.set(type, count);
      name = count === 1 ? type : `${type} ${count}`;
      this.#roots.set(layer, name);
    }
    return name;
  }
}

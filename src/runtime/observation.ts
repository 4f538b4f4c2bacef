/** What a run observes besides its metrics, as plain data. Not here: how it is taken (observer.ts), when (budget.ts). */

interface At {
  /** The parameter ('l1/W'), or what a cell called it. */
  name: string;
  step: number;
  /** Seconds since the run began. */
  time: number;
}

export interface Histogram extends At {
  kind: 'histogram';
  of: 'param' | 'grad';
  low: number;
  high: number;
  counts: number[];
  /** Of the finite values. */
  mean: number;
  std: number;
  /** How many values are NaN or infinite. */
  notFinite: number;
}

/** Update-to-weight ratio: |change of one step| / |parameter|. */
export interface Ratio extends At {
  kind: 'ratio';
  value: number;
}

export interface SampleItem {
  shape: number[];
  data: number[];
  label: string | null;
  predicted: string | null;
}

export interface Samples extends At {
  kind: 'samples';
  items: SampleItem[];
}

export interface Confusion extends At {
  kind: 'confusion';
  classes: string[];
  /** counts[actual * classes.length + predicted] */
  counts: number[];
}

/** What a model says of a plane of inputs: which class where, and how surely. */
export interface Regions extends At {
  kind: 'regions';
  /** Lowest and highest place of each input, the edges of the grid. */
  x: [number, number];
  y: [number, number];
  /** Cells of a side: the grid is square. */
  cells: number;
  classes: number;
  /** Class of each cell, row by row from the lowest y. */
  best: number[];
  /** Its probability, in hundredths. */
  certainty: number[];
  /** Points of the data, with their class. */
  points: { x: number[]; y: number[]; label: number[] };
}

export type Observation = Histogram | Ratio | Samples | Confusion | Regions;

/** Bytes of a data set, named by what they are: two runs with the same hash saw the same data. */
export interface DataHash {
  name: string;
  sha256: string;
  /** Samples in it. */
  rows: number;
}

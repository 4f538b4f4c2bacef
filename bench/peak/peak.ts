/**
 * The peak of one core as contenders: P128 with fused multiply-add, and multiplication and addition apart. They run in
 * the rounds of the cases that they are the yardstick of, so that a core that is slow at the moment is slow for both.
 */
import { readFileSync } from 'node:fs';
import type { Contender } from '../measure.ts';
import { MUL_ADD, P128 } from '../names.ts';

type Chains = (turns: number, scale: number, shift: number) => number;

const TURNS = 500_000;
const OPERATIONS_A_TURN = 96;
const [SCALE, SHIFT] = [0.5, 1];
/** Twelve chains that have come to SHIFT / (1 - SCALE). */
const END = 24;

let chains: { fused: Chains; separate: Chains } | null = null;

/** @param file the compiled peak.as.ts */
export function loadPeak(file: string): void {
  const module = new WebAssembly.Module(readFileSync(file));
  chains = new WebAssembly.Instance(module).exports as unknown as typeof chains;
}

/** Both peaks. */
export function peaks(): Contender[] {
  if (chains === null) throw new Error('peaks: loadPeak comes first');
  const { fused, separate } = chains;
  return [peak(P128, fused), peak(MUL_ADD, separate)];
}

function peak(name: string, run: Chains): Contender {
  return {
    name,
    flops: TURNS * OPERATIONS_A_TURN,
    run: () => run(TURNS, SCALE, SHIFT),
    check(result) {
      if (result !== END) throw new Error(`${name}: the chains end at ${String(result)}, expected ${END}`);
    }
  };
}

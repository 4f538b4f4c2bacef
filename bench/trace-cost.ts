/**
 * What tracing costs: the engine as it is, with nobody listening, against the same engine built without trace calls; with
 * a recorder that keeps all events against without; and with the last steps kept, as in a training loop. On scalars, where
 * calls weigh most, and on a network's step. Loops of scalar steps are not traced on for long (trace-budget.ts).
 */
import { NotedPlace } from '@runtime/places.ts';
import { RING_LIMITS, TraceRing } from '@runtime/trace-ring.ts';
import type * as Engine from './engine-alone.ts';
import { ratiosOf } from './pairs.ts';
import type { TraceSample } from './trace-samples.ts';

export type Api = typeof Engine;

/** f(1, 1) of Goldstein-Price and its gradient, for the check. */
const EXPECTED = [-5376, 8064] as const;

export function traceCosts(engine: Api, untraced: Api, pairs: number): TraceSample[] {
  const { Recorder, setRecorder } = engine.tracing;
  const network = 'network 20-50-10, batch 32, one step';
  return [
    costs('Goldstein-Price, forward and backward', goldsteinPrice),
    costs(network, networkStep),
    keptCost(network, engine, pairs)
  ].flat();

  function costs(name: string, make: (api: Api) => () => number): TraceSample[] {
    const [own, bare] = [make(engine), make(untraced)];
    if (own() !== bare()) throw new Error(`${name}: the two builds differ, ${own()} and ${bare()}`);
    const traced = (): void => {
      let events = 0;
      setRecorder(new Recorder(() => (events += 1)));
      own();
      setRecorder(null);
      if (events < 20) throw new Error(`${name}: only ${events} events were recorded`);
    };
    return [
      { case: name, what: 'off, against no trace calls', limit: 1.02, ratios: ratiosOf(own, bare, pairs) },
      { case: name, what: 'on, against off', limit: 5, ratios: ratiosOf(traced, own, pairs) }
    ];
  }
}

function keptCost(name: string, engine: Api, pairs: number): TraceSample {
  const { Recorder, setRecorder } = engine.tracing;
  const step = networkStep(engine);
  const recorder: InstanceType<typeof Recorder> = new Recorder((event, spot, again) => ring.push(event, spot, again));
  recorder.spot = () => new NotedPlace(new Map(), '');
  const ring = new TraceRing(() => recorder.beginWindow());
  let steps = 0;
  const kept = (): void => {
    setRecorder(recorder);
    ring.begin(true);
    recorder.emit({ kind: 'step-started', step: steps++ });
    step();
    setRecorder(null);
  };
  const ratios = ratiosOf(kept, step, pairs);
  const told = ring.window().filter(({ kind }) => kind === 'step-started').length;
  if (told < 2 || told > RING_LIMITS.steps) throw new Error(`${name}: ${told} steps were kept of ${steps}`);
  return { case: name, what: 'last steps kept, against off', limit: 5, ratios };
}

function goldsteinPrice({ Variable, nd }: Api): () => number {
  return () => {
    const x = new Variable(nd.array(1));
    const y = new Variable(nd.array(1));
    const a = x.add(y).add(1).pow(2);
    const b = x.mul(-14).add(x.pow(2).mul(3)).add(19).sub(y.mul(14)).add(x.mul(y).mul(6)).add(y.pow(2).mul(3));
    const c = x.mul(2).sub(y.mul(3)).pow(2);
    const d = x.mul(-32).add(x.pow(2).mul(12)).add(18).add(y.mul(48)).sub(x.mul(y).mul(36)).add(y.pow(2).mul(27));
    const z = a.mul(b).add(1).mul(c.mul(d).add(30));
    z.backward();
    const [dx, dy] = [Number(x.grad?.data.item()), Number(y.grad?.data.item())];
    if (dx !== EXPECTED[0] || dy !== EXPECTED[1]) throw new Error(`Goldstein-Price: the gradient is ${dx}, ${dy}`);
    return dx;
  };
}

function networkStep({ F, Variable, nd, random }: Api): () => number {
  random.seed(0);
  const x = random.rand(32, 20);
  const t = random.rand(32, 10);
  const first = random.randn(20, 50).mul(0.1);
  const second = random.randn(50, 10).mul(0.1);
  return () => {
    const W1 = new Variable(first.copy(), 'W1');
    const b1 = new Variable(nd.zeros([50]), 'b1');
    const W2 = new Variable(second.copy(), 'W2');
    const b2 = new Variable(nd.zeros([10]), 'b2');
    const loss = F.meanSquaredError(t, F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2));
    loss.backward();
    for (const p of [W1, b1, W2, b2]) if (p.grad) p.data = p.data.isub(p.grad.data.mul(0.1));
    return Number(W1.data.at(0, 0).item());
  };
}

import { nd, random, plot } from 'dezero';

random.seed(0);
const x = random.rand(100, 1);
const y = nd.sin(2 * Math.PI * x) + random.rand(100, 1);

console.log(x.shape, y.shape);
plot({
  title: 'sin(2πx) + noise',
  xLabel: 'x',
  yLabel: 'y',
  series: [{ name: 'points', kind: 'scatter', x, y }]
});

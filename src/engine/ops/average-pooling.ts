/** Average under each place of a window; padded cells count as zeros.  The gradient gy / (KH·KW) goes to every cell. */
import type { Window2d } from '../backends/backend.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { broadcastTo } from './broadcast-to.ts';
import { defineOp } from './define-op.ts';
import { div } from './div.ts';
import { col2im } from './im2col.ts';
import { reshape } from './reshape.ts';
import { uniform } from './samples.ts';
import { type PairArg, pictures, placesOf, windowOf } from './window.ts';

const op = defineOp<1, Window2d>('averagePooling', {
  forward: ({ be }, [x], window) => {
    const [, , height, width] = pictures('averagePooling', x);
    placesOf('averagePooling', [height, width], window);
    return be.binary('div', be.reduce('sum', be.im2col(x, window), [2, 3], false), cells(window));
  },
  backward: ({ inputs: [x], attrs: window }, gy) => {
    const [n = 1, c = 1, oh = 1, ow = 1] = gy.shape;
    const { kernel, stride, pad } = window;
    const share = reshape(div(gy, cells(window)), [n, c, 1, 1, oh, ow]);
    return [col2im(broadcastTo(share, [n, c, ...kernel, oh, ow]), x.shape, kernel, stride, pad, false)];
  },
  samples: () => [
    { inputs: [uniform([1, 2, 4, 4])], attrs: { kernel: [2, 2], stride: [2, 2], pad: [0, 0] } },
    { inputs: [uniform([2, 1, 4, 3])], attrs: { kernel: [3, 2], stride: [1, 1], pad: [1, 0] } }
  ],
  misfits: () => [
    { inputs: [uniform([4, 4])], attrs: { kernel: [2, 2], stride: [2, 2], pad: [0, 0] } },
    { inputs: [uniform([1, 1, 2, 2])], attrs: { kernel: [3, 3], stride: [1, 1], pad: [0, 0] } }
  ]
});

/**
 * Average under each place of a window that slides over x (N, C, H, W); padded cells count as zeros. The gradient gy /
 * (KH·KW) goes to every cell. ShapeError where the window does not fit. Source: DeZero functions_conv.average_pooling.
 * @example
 * F.averagePooling(nd.arange(4).reshape(1, 1, 2, 2).astype('float64'), 2).item(); // => 1.5
 */
export function averagePooling(x: Operand, kernelSize: PairArg, stride: PairArg = 1, pad: PairArg = 0): Variable {
  return op.with([x], windowOf('averagePooling', kernelSize, stride, pad));
}

function cells({ kernel }: Window2d): number {
  return kernel[0] * kernel[1];
}

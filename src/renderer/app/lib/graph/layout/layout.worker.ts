/** The worker in which layouts are computed, so that a large graph does not hold up the window. */
import { computeLayout, type LayoutRequest, type LayoutResult } from './layout.ts';

export interface LayoutJob {
  id: number;
  request: LayoutRequest;
}

export type LayoutAnswer = { id: number; result: LayoutResult } | { id: number; error: string };

onmessage = (message: MessageEvent<LayoutJob>) => {
  const { id, request } = message.data;
  postMessage(answer(id, request));
};

function answer(id: number, request: LayoutRequest): LayoutAnswer {
  try {
    return { id, result: computeLayout(request) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

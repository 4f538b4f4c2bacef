/** Where the window opens: where it was, rescued onto a screen that exists. Pure; the file is window-state.ts. */
export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

export const DEFAULT_SIZE: Size = { width: 1280, height: 860 };
export const LEAST_SIZE: Size = { width: 800, height: 560 };
/** So much of the title bar must lie on a screen for the window to be in reach. */
const REACHABLE = 80;

/** `areas`: the work areas of all screens, the main one first. */
export function placeWindow(saved: Bounds | null, areas: readonly Bounds[]): Bounds {
  const home = areas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE };
  if (!saved) return centred(fit(DEFAULT_SIZE, home), home);
  const grown = { ...saved, ...atLeast(saved) };
  const area = areas.find((one) => inReach(grown, one));
  // Its screen is gone: the same size, in the middle of the main one.
  if (!area) return centred(fit(saved, home), home);
  const size = fit(saved, area);
  return {
    x: clamp(saved.x, area.x - size.width + REACHABLE, area.x + area.width - REACHABLE),
    y: clamp(saved.y, area.y, area.y + area.height - REACHABLE),
    ...size
  };
}

function inReach(window: Bounds, area: Bounds): boolean {
  const wide = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const titleBar = window.y >= area.y - 8 && window.y <= area.y + area.height - REACHABLE;
  return wide >= REACHABLE && titleBar;
}

function atLeast({ width, height }: Size): Size {
  return { width: Math.max(width, LEAST_SIZE.width), height: Math.max(height, LEAST_SIZE.height) };
}

function fit(wanted: Size, area: Bounds): Size {
  const { width, height } = atLeast(wanted);
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}

function centred(size: Size, area: Bounds): Bounds {
  return {
    x: Math.round(area.x + (area.width - size.width) / 2),
    y: Math.round(area.y + (area.height - size.height) / 2),
    ...size
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/**
 * All figures by the name that a lesson's scene uses. Each is loaded when it is first shown. To add one: a folder or a
 * component beside this file and a line here.
 */
import type { Component } from 'svelte';
import type { FigureProps } from './figure.ts';

type Load = () => Promise<{ default: Component<FigureProps> }>;

export const FIGURES: Readonly<Record<string, Load>> = {
  axes: () => import('./axes/Axes.svelte'),
  box: () => import('./box/Box.svelte'),
  'bracket-order': () => import('./bracket-order/BracketOrder.svelte'),
  'call-stack': () => import('./call-stack/CallStack.svelte'),
  'gradient-check': () => import('./gradient-check/GradientCheck.svelte'),
  growth: () => import('./growth/Growth.svelte'),
  'memory-bar': () => import('./memory-bar/MemoryBar.svelte'),
  'numerical-error': () => import('./numerical-error/NumericalError.svelte'),
  'operator-table': () => import('./operator-table/OperatorTable.svelte'),
  'operator-transform': () => import('./operator-transform/OperatorTransform.svelte'),
  package: () => import('./package/Package.svelte'),
  'reference-counts': () => import('./reference-counts/ReferenceCounts.svelte'),
  secant: () => import('./secant/Secant.svelte'),
  surface: () => import('./surface/Surface.svelte'),
  'visit-order': () => import('./visit-order/VisitOrder.svelte'),
  'who-is-asked': () => import('./who-is-asked/WhoIsAsked.svelte')
};

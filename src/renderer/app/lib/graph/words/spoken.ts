/** What a screen reader says about a node that one walks to: its name and kind, its numbers, and where one can go on. */
import { shapeText, summary } from './format.ts';
import { currentGradient, displayName, type Picture } from '../picture/picture.ts';
import type { Translate } from './sentence.ts';
import { neighboursOf, type Walk } from '../stage/walk.ts';

/** Names come from the complete picture: the stream may name a variable later than it makes it. */
export function spokenNode(picture: Picture, final: Picture, walk: Walk, t: Translate): string {
  const node = picture.nodes.get(walk.at);
  if (!node) return '';
  const name = (id: number): string => {
    const found = final.nodes.get(id) ?? picture.nodes.get(id);
    return found ? displayName(found) : '';
  };
  const names = (ids: readonly number[]) => (ids.length === 0 ? t('graph.none') : ids.map(name).join(', '));
  const parts: string[] = [];
  if (node.kind === 'function') {
    parts.push(t('graph.spoken.function', { name: name(node.id) }));
  } else {
    const kind = t(node.role === 'parameter' ? 'graph.parameter' : 'graph.variable');
    const shape = node.value ? shapeText(node.value) : '';
    const value = node.value ? summary(node.value) : t('graph.notComputed');
    const gradient = currentGradient(node);
    parts.push(t('graph.spoken.variable', { kind, name: name(node.id), value: shape ? `${value} ${shape}` : value }));
    parts.push(gradient ? t('graph.spoken.gradient', { value: summary(gradient) }) : t('graph.noGradient'));
  }
  parts.push(t('graph.spoken.inputs', { names: names(neighboursOf(picture, node.id, 'inputs')) }));
  parts.push(t('graph.spoken.consumers', { names: names(neighboursOf(picture, node.id, 'consumers')) }));
  const { choices, at } = walk;
  if (choices.length > 1 && choices.length < picture.nodes.size)
    parts.push(t('graph.spoken.choice', { place: choices.indexOf(at) + 1, of: choices.length }));
  return parts.join(' ');
}

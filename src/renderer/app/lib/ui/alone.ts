/**
 * Makes an element that fills the window the only thing there is: everything beside it, up to the root, is inert until
 * the returned function is called. The element stays where it is in the document, so what it holds goes on undisturbed.
 */
export function alone(element: HTMLElement): () => void {
  const silenced: HTMLElement[] = [];
  for (let inner: HTMLElement = element; inner.parentElement; inner = inner.parentElement)
    for (const other of inner.parentElement.children) {
      if (other === inner || !(other instanceof HTMLElement) || other.inert || other.tagName === 'HEAD') continue;
      other.inert = true;
      silenced.push(other);
    }
  return () => {
    for (const other of silenced) other.inert = false;
  };
}

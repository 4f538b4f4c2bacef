/** Who may talk to main: the top frame of one of our pages, and nobody else. Pure, so that it is tested. */
import { HOST, SCHEME } from './origin.ts';

/** The part of a frame (WebFrameMain) that decides. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

export function isTrustedSender(frame: SenderFrame | null, devServer: string | undefined): boolean {
  return frame !== null && frame.parent === null && isOurPage(frame.url, devServer);
}

export function isOurPage(address: string, devServer: string | undefined): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  // The origin of a scheme of our own is 'null' to Node, so its parts are compared.
  if (url.protocol === `${SCHEME}:` && url.host === HOST) return true;
  return devServer !== undefined && url.origin === new URL(devServer).origin;
}

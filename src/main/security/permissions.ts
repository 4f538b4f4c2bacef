/** No page gets any permission (camera, notifications, devices, ...); nothing here needs one. */
import type { Session } from 'electron';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Copying to the clipboard happens on the user's click only. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** The native menu, made from the list of actions (src/ipc/actions.ts); the page carries them out. */
import type { MenuItemConstructorOptions } from 'electron';
import { ACTIONS, type Action, type ActionId } from '@ipc/actions.ts';
import type { Translate } from '@i18n/index.ts';

export interface MenuOptions {
  translate: Translate;
  onAction: (action: ActionId) => void;
  mac: boolean;
  /** Reload and the developer tools are for developers. */
  developer: boolean;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

export function menuTemplate({ translate, onAction, mac, developer }: MenuOptions): MenuItemConstructorOptions[] {
  const actions = (menu: Action['menu']): MenuItemConstructorOptions[] =>
    ACTIONS.filter((action) => action.menu === menu).map(({ id, label, accelerator }) => ({
      id,
      label: translate(label),
      ...(accelerator === '' ? {} : { accelerator }),
      click: () => onAction(id)
    }));
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: translate('menu.file'),
      submenu: [
        { role: 'close', label: translate('menu.close') },
        ...(mac ? [] : [{ role: 'quit', label: translate('menu.quit') } as const])
      ]
    },
    {
      label: translate('menu.edit'),
      submenu: [
        { role: 'undo', label: translate('menu.undo') },
        { role: 'redo', label: translate('menu.redo') },
        SEPARATOR,
        { role: 'cut', label: translate('menu.cut') },
        { role: 'copy', label: translate('menu.copy') },
        { role: 'paste', label: translate('menu.paste') },
        { role: 'selectAll', label: translate('menu.selectAll') }
      ]
    },
    { label: translate('menu.go'), submenu: actions('go') },
    { label: translate('menu.run'), submenu: actions('run') },
    { label: translate('menu.timeline'), submenu: actions('timeline') },
    {
      label: translate('menu.view'),
      submenu: [
        ...actions('view'),
        SEPARATOR,
        { role: 'zoomIn', label: translate('menu.zoomIn') },
        { role: 'zoomOut', label: translate('menu.zoomOut') },
        { role: 'resetZoom', label: translate('menu.resetZoom') },
        { role: 'togglefullscreen', label: translate('menu.fullScreen') },
        ...(developer
          ? [
              SEPARATOR,
              { role: 'reload', label: translate('menu.reload') } as const,
              { role: 'toggleDevTools', label: translate('menu.devTools') } as const
            ]
          : [])
      ]
    },
    { label: translate('menu.help'), submenu: actions('help') }
  ];
}

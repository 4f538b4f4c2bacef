/** Every menu action and shortcut, once: menu, shortcut sheet and key handling are made from this list. */
export interface Action {
  id: string;
  /** Key of the text in src/i18n. */
  label: string;
  /** As Electron writes accelerators; '' for none. */
  accelerator: string;
  /** The menu in which it appears. */
  menu: 'go' | 'run' | 'timeline' | 'view' | 'help';
}

export const ACTIONS = [
  { id: 'go-home', label: 'action.goHome', accelerator: 'CmdOrCtrl+Shift+H', menu: 'go' },
  { id: 'go-runs', label: 'action.goRuns', accelerator: 'CmdOrCtrl+Shift+R', menu: 'go' },
  { id: 'go-settings', label: 'action.goSettings', accelerator: 'CmdOrCtrl+,', menu: 'go' },
  { id: 'next-section', label: 'action.nextSection', accelerator: 'Alt+PageDown', menu: 'go' },
  { id: 'previous-section', label: 'action.previousSection', accelerator: 'Alt+PageUp', menu: 'go' },
  { id: 'run-cell', label: 'action.runCell', accelerator: 'CmdOrCtrl+Enter', menu: 'run' },
  { id: 'stop', label: 'action.stop', accelerator: 'CmdOrCtrl+.', menu: 'run' },
  { id: 'check', label: 'action.check', accelerator: 'CmdOrCtrl+Shift+Enter', menu: 'run' },
  { id: 'play', label: 'action.play', accelerator: 'Alt+P', menu: 'timeline' },
  { id: 'step-forward', label: 'action.stepForward', accelerator: 'Alt+Right', menu: 'timeline' },
  { id: 'step-back', label: 'action.stepBack', accelerator: 'Alt+Left', menu: 'timeline' },
  { id: 'to-start', label: 'action.toStart', accelerator: 'Alt+Home', menu: 'timeline' },
  { id: 'to-end', label: 'action.toEnd', accelerator: 'Alt+End', menu: 'timeline' },
  { id: 'present', label: 'action.present', accelerator: 'F9', menu: 'view' },
  { id: 'theme', label: 'action.theme', accelerator: '', menu: 'view' },
  { id: 'shortcuts', label: 'action.shortcuts', accelerator: '', menu: 'help' }
] as const satisfies readonly Action[];

export type ActionId = (typeof ACTIONS)[number]['id'];

/** Computing in the workspace, as far as the machine has memory for it; what to do without is the caller's business. */
import { WorkspaceError } from '../instance.ts';
import { computing } from '../jobs.ts';

/** False where there is no memory left. */
export function inWorkspace(compute: () => void): boolean {
  try {
    computing(compute);
    return true;
  } catch (error) {
    if (error instanceof WorkspaceError) return false;
    throw error;
  }
}

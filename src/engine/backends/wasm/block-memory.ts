/**
 * The memory of the block kernels: constants and tables that they read (tables.ts), then registers, each a block of
 * elements. It is small and no thread shares it, which makes copying into it twice as fast as into shared memory.
 */
import { TABLES_END } from './tables.ts';

/** Room for one register: a block, and what a kernel writes behind its last element. */
export const BLOCK_BYTES = 24576;
export const REGISTER_BYTES = BLOCK_BYTES + 64;
const FIRST_REGISTER = TABLES_END;
export const REGISTERS = 24;
export const MEMORY_BYTES = FIRST_REGISTER + REGISTERS * REGISTER_BYTES;

/** The address of a register. */
export function registerAt(register: number): number {
  return FIRST_REGISTER + register * REGISTER_BYTES;
}

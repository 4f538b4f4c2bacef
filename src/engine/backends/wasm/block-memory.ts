/**
 * The memory of the block kernels: constants and tables that they read, then registers, each a block of elements.
 * It is small and no thread shares it.
 */
import { TABLES_END } from './tables.ts';

/** Room for one register: a block, and what a kernel writes behind its last element. */
export const BLOCK_BYTES = 16384;
export const REGISTER_BYTES = BLOCK_BYTES + 64;
export const REGISTERS = 24;
export const MEMORY_BYTES = TABLES_END + REGISTERS * REGISTER_BYTES;

/** The address of a register. */
export function registerAt(register: number): number {
  return TABLES_END + register * REGISTER_BYTES;
}

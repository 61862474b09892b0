// The engines that the single-hop question is put to, beside our own.
import { openCasbin } from './casbin.ts';
import { openCedar } from './cedar.ts';
import { openCel } from './cel.ts';
import type { HopEngine } from './engine.ts';
import { openJsonLogic } from './json-logic.ts';
import { openJsonRules } from './json-rules.ts';

/** Opens every engine: policies are parsed and expressions compiled here, once. */
export async function openEngines(): Promise<HopEngine[]> {
  return [openCedar(), await openCasbin(), openJsonRules(), openJsonLogic(), openCel()];
}

// A route: what is done with one call in one scope, without a framework; what is refused is a value.
import type { Problem } from '../../api/problem.ts';
import type { Result } from '../../core/base/result.ts';
import type { Scope } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import type { Call, Told } from './call.ts';

/** `Refused` is what the noun itself says no with; a problem is said by the route, about what HTTP wants. */
export type Answered<Refused> = Result<Told, Refused | Problem>;

export type Route<Refused> = (call: Call, scope: Scope, store: Store) => Promise<Answered<Refused>>;

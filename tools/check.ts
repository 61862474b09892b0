// `npm run check`: types, lint and format, without running a test.
import { passesCheck, STATIC_CHECKS } from './static-checks.ts';

const failed = STATIC_CHECKS.filter((check) => !passesCheck(check));
process.exitCode = failed.length > 0 ? 1 : 0;

// The addresses of all endpoints, apart from their shapes, so that the page need not carry the shapes.

/** `{id}` stands for one part of the address. */
export const ENDPOINT_PATHS = {
  health: '/healthz',
  description: '/api/openapi.json',
  problems: '/api/problems',
  rulebook: '/api/rulebook',
  laws: '/api/laws',
  law: '/api/laws/{id}',
  lawEvents: '/api/law-events',
  lawNews: '/api/law-news',
  askedFields: '/api/asked-fields',
  terms: '/api/terms',
  exampleRegisters: '/api/example-registers',
  exampleRegister: '/api/example-registers/{id}',
  registerReadings: '/api/register-readings',
  transfers: '/api/transfers',
  timelines: '/api/timelines',
  whatIfs: '/api/what-ifs',
  contracts: '/api/contracts',
  due: '/api/due',
} as const;

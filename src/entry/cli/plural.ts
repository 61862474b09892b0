// Counts things in English as a person would say them.

/** `1 flow`, `2 flows`, `1,200 flows`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

// The part of the package japanese-holidays that is used here; the package brings no types of its own.
declare module 'japanese-holidays' {
  interface JapaneseHoliday {
    /** 1 to 12. */
    readonly month: number;
    readonly date: number;
    readonly name: string;
  }
  const japaneseHolidays: {
    /** National holidays of a year, with substitute days unless `furikae` is false. */
    getHolidaysOf(year: number, furikae?: boolean): JapaneseHoliday[];
  };
  export default japaneseHolidays;
}

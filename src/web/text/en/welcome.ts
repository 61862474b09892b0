export const welcome = {};
export type WelcomeText = typeof welcome;

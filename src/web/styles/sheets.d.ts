// Sheets of styles are imported for their effect; the build gathers them.
declare module '*.css';

// Files that are fetched when they are needed are imported for their address.
declare module '*?url' {
  const address: string;
  export default address;
}

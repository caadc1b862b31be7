// Style sheets are imported for their effect; Next.js declares them only in files that a build writes.
declare module '*.css';

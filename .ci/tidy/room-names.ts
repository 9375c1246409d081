/** The rooms from the bottom up; each may import from itself and from those before it. */
export const ROOMS: readonly string[] = ['core', 'harness', 'properties', 'scenarios', 'reports']

/** Folders that compose the rooms, as the files of the root do. */
export const COMPOSERS: readonly string[] = ['commands', 'bench']

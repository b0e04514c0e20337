/** A query with a name, kept in the library. */
export interface SavedSearch {
  name: string;
  query: string;
}

/** A saved search with how many studies it finds. */
export interface CountedSearch extends SavedSearch {
  studies: number;
}

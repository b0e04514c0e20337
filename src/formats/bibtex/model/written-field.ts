/** A field to be written: its value with braces, or a macro, made when it is asked for. */
export interface WrittenField {
  name: string;
  value: () => string;
  /** CSL variables that it carries, "tags" among them. */
  variables: string[];
}

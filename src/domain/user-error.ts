/** What the user can act on: `message` says what and where, `hint` says what to do. Caught once per front end. */
export class UserError extends Error {
  readonly hint: string | undefined;
  /** 1 for a request that could not be met, 2 for wrong usage. */
  readonly exitCode: 1 | 2;

  constructor(message: string, hint?: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

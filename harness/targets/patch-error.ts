/** A patch that cannot be used; the message, for people, says where it is wrong and what was expected there. */
export class PatchError extends Error {
  override readonly name = 'PatchError'
}

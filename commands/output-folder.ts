import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from './usage-error.ts'

/** Makes sure, before anything runs, that the folder of an option is there and can be written to. */
export function claimFolder(folder: string, option: string): void {
  try {
    // Not recursive: below /proc that would never come back.
    if (!existsSync(folder)) mkdirSync(folder)
    accessSync(folder, constants.W_OK)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
  } catch (error) {
    throw new UsageError(
      `${option} ${folder}: cannot be written to (${reasonOf(error)}); expected a folder that is there, or one to be made in a folder that is`,
    )
  }
}

/** Makes sure, before anything runs, that a file can be written to its folder. */
export function claimFolderOf(file: string, option = '--out'): void {
  try {
    accessSync(dirname(file), constants.W_OK)
    if (existsSync(file) && statSync(file).isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    throw refused(file, error, option)
  }
}

/** Writes a whole file or nothing: under another name first, then renamed. */
export function writeWhole(file: string, text: string, option = '--out'): void {
  const partial = join(dirname(file), `.${process.pid}-partial`)
  try {
    writeFileSync(partial, text)
    renameSync(partial, file)
  } catch (error) {
    throw refused(file, error, option)
  }
}

function refused(file: string, error: unknown, option: string): UsageError {
  return new UsageError(
    `${option} ${file}: cannot be written (${reasonOf(error)}); expected a file name in a folder that can be written to`,
  )
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

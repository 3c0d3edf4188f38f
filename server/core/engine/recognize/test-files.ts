/** Which files hold tests, by the names that test runners look for. */

const TEST_FILE = /(?:^|\/)(?:(?:[\w.-]*[-_])?tests?|__tests__|__mocks__|e2e)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$/i;

/**
 * Whether a file is a test by its path below the workspace's folders, of which the outermost counts. What a test calls is, as a rule, answered by a stand-in.
 */
export function isTestFile(path: string, roots: readonly string[]): boolean {
  const around = roots.filter((root) => path.startsWith(`${root}/`)).map((root) => root.length);
  return TEST_FILE.test(path.slice(around.length === 0 ? 0 : Math.min(...around) + 1));
}

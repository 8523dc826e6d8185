import LuaHost

/// The tests that a file has, and what the running one did last.
final class TestRegistry {
  /// A test of the file.
  struct Test {
    let name: String
    let place: LuaPlace
    let body: LuaFunction
  }

  /// What an expectation found.
  struct Failure {
    let message: String
    let expected: String
    let got: String
  }

  /// In the order of the file.
  var tests: [Test] = []
  /// Whether the file has ended, and its tests run.
  var isRunning = false
  /// The last expectation that did not hold.
  var failure: Failure?

  /// The error of an expectation that does not hold, which is noted here.
  func failed(_ expected: String, got: String, at path: String = "") -> HostError {
    let place = path.isEmpty ? "" : " (at \(path))"
    let failure = Failure(
      message: "expected \(expected), got \(got)\(place)",
      expected: expected,
      got: got
    )
    self.failure = failure
    return HostError(failure.message)
  }
}

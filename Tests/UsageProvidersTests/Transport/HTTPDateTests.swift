import Testing
import UsageModel

@testable import UsageProviders

struct HTTPDateTests {
  @Test(arguments: [
    "Sat, 21 Nov 2026 06:00:00 GMT", "Saturday, 21-Nov-26 06:00:00 GMT",
    "Sat Nov 21 06:00:00 2026",
  ])
  func `all three forms are read`(text: String) {
    #expect(HTTPDate.timestamp(text) == Timestamp(rfc3339: "2026-11-21T06:00:00Z"))
  }

  @Test(arguments: [
    "", "soon", "Sat, 31 Feb 2026 06:00:00 GMT", "Sat, 21 Nov 2026 06:00:00 CET",
    "Sat, 21 Nov 2026 25:00:00 GMT", "Saturday, 21-Nov-2026 06:00:00 GMT",
    "Sat, 21 Nov 06:00:00 GMT", "2026-11-21T06:00:00Z", "Sat Nou 21 06:00:00 2026",
  ])
  func `anything else is none`(text: String) {
    #expect(HTTPDate.timestamp(text) == nil)
  }

  @Test func `a day of one digit is read in each form`() {
    let moment = Timestamp(rfc3339: "2026-11-06T08:49:37Z")
    #expect(HTTPDate.timestamp("Fri Nov  6 08:49:37 2026") == moment)
    #expect(HTTPDate.timestamp("Fri, 6 Nov 2026 08:49:37 GMT") == moment)
  }
}

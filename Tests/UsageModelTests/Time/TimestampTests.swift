import Foundation
import TestSupport
import Testing
import UsageModel

struct TimestampTests {
  @Test func `moments read back from their text`() {
    var generator = SeededGenerator(seed: 11)
    let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
    for _ in 0..<3000 {
      let moment = Timestamp(milliseconds: .random(in: range, using: &generator))
      #expect(Timestamp(rfc3339: moment.description) == moment)
      #expect(Timestamp(moment.date) == moment)
      let whole = Timestamp(seconds: moment.seconds)
      #expect(Timestamp(rfc3339: whole.description) == whole)
      #expect(whole <= moment && moment < whole.advanced(bySeconds: 1))
      let midnight = Timestamp(seconds: Int64(moment.utcDay.daysSince1970) * 86_400)
      #expect(midnight <= moment && moment < midnight.advanced(bySeconds: 86_400))
    }
  }

  @Test(arguments: [
    ("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z"),
    ("2026-11-21t06:00:00z", "2026-11-21T06:00:00Z"),
    ("2026-11-21 06:00:00Z", "2026-11-21T06:00:00Z"),
    ("2026-11-21T07:00:00.5+01:00", "2026-11-21T06:00:00.500Z"),
    ("2026-11-21T00:30:00+05:45", "2026-11-20T18:45:00Z"),
    ("2026-12-31T23:00:00-02:00", "2027-01-01T01:00:00Z"),
    ("2026-11-21T06:00:00.1239999Z", "2026-11-21T06:00:00.123Z"),
    ("2026-11-21T06:00:00.000000000000000000000000000000001Z", "2026-11-21T06:00:00Z"),
    ("2026-11-21T06:00:00.01Z", "2026-11-21T06:00:00.010Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2026-11-21T06:00:00-00:00", "2026-11-21T06:00:00Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ("2024-02-29T12:00:00+23:59", "2024-02-28T12:01:00Z"),
  ])
  func `RFC 3339 is read`(text: String, moment: String) {
    #expect(Timestamp(rfc3339: text)?.description == moment)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T06:00Z", "2026-11-21T06:00:00", "2026-11-21T24:00:00Z",
    "2026-11-21T06:60:00Z", "2026-11-21T06:00:61Z", "2026-11-21T06:00:00.Z",
    "2026-11-21T06:00:00ZZ",
    "2026-11-21T06:00:00+1:00", "2026-11-21T06:00:00+0100", "2026-11-21T06:00:00+24:00",
    "2026-11-21T06:00:00+01:60", "2026-11-21T06:00:00+01:00:00", "2026-02-30T06:00:00Z",
    "20266-11-21T06:00:00Z", "999999999999-01-01T00:00:00Z", "+2026-11-21T06:00:00Z",
    "-2026-11-21T06:00:00Z", "2026-11-21T06:00:00 Z", "2026-11-21T06:00:00,5Z",
    "2026-11-21T٠٦:00:00Z",
    "2026-11-21T06:00:00.٥Z", "２０２６-11-21T06:00:00Z", "2026-11-2\u{301}1T06:00:00Z",
    "2026-11-21T06:00:00\u{301}Z", "2026-11-21T06:00:00Z\0", "2026-11-21T-6:00:00Z",
    "2026-11-21T06:+1:00Z",
    "2026-11-21T06:0\r\n0:00Z", "éééééééééé", "0000-01-01T00:00:00Z",
  ])
  func `anything else is no moment`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `a text with any byte changed never traps`() {
    var generator = SeededGenerator(seed: 12)
    let good = Array("2026-11-21T07:00:00.5+01:00".utf8)
    for _ in 0..<5000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = .random(
          in: 0...255,
          using: &generator
        )
      }
      if let moment = Timestamp(rfc3339: String(decoding: bytes, as: UTF8.self)) {
        #expect(moment.utcDay.month.year <= 10_000)
      }
    }
  }
}

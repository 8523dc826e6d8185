import Testing
import UsageModel

@testable import UsageProviders

/// What holds for every field of every platform, generated from whole replies.
struct FieldLawTests {
  private func message(_ full: FullReply, _ value: JSONValue) -> String? {
    do {
      _ = try full.normalised(value)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func expectation(_ value: JSONValue) -> String {
    switch value {
    case .number: "a number"
    case .text: "text"
    case .bool: "true or false"
    default: "an object"
    }
  }

  /// Values of other kinds, or such that cannot be a value of the kind.
  private func wrongValues(for value: JSONValue) -> [JSONValue] {
    let list = JSONValue.list([])
    return switch value {
    case .number:
      [.text("many"), .text("NaN"), .text("Infinity"), .text(""), .bool(true), .object([:]), list]
    case .text: [.number("7"), .bool(false), .object([:]), list]
    case .bool: [.number("1"), .text("true"), .object([:]), list]
    default: [.number("7"), .text("x"), .bool(true), list]
    }
  }

  @Test(arguments: FullReply.all)
  func `a whole reply tells something, and nothing that is unknown`(full: FullReply) throws {
    let reply = try full.normalised(full.body)
    #expect(!reply.readings.isEmpty)
    #expect(reply.findings.filter { $0.kind == .unknown } == [])
  }

  @Test(arguments: FullReply.all)
  func `a field may be missing, or null, unless it is required`(full: FullReply) throws {
    let whole = try full.value
    for place in whole.places {
      let path = place.joined(separator: ".")
      let pattern = full.pattern(place)
      let isRequired = full.required.contains(pattern)
      let kind = expectation(try #require(whole.value(at: place)))
      let instead = full.namedInstead[path]
      #expect(
        message(full, whole.replacing(place, with: nil))
          == (isRequired ? "\(instead ?? path): expected \(kind), found nothing" : nil)
      )
      // A null in the place of a counter or a record of data is no value.
      let isDatum = pattern == "*" || pattern.hasSuffix(".*")
      let found = instead == nil ? "null" : "nothing"
      #expect(
        message(full, whole.replacing(place, with: .null))
          == (isRequired || isDatum ? "\(instead ?? path): expected \(kind), found \(found)" : nil)
      )
    }
  }

  @Test(arguments: FullReply.all)
  func `a field of a wrong type fails the reply, and the message names it`(full: FullReply) throws {
    let whole = try full.value
    for place in whole.places {
      let path = place.joined(separator: ".")
      let right = try #require(whole.value(at: place))
      for wrong in wrongValues(for: right) {
        #expect(
          message(full, whole.replacing(place, with: wrong))
            == "\(path): expected \(expectation(right)), found \(wrong.described)"
        )
      }
      guard case .number = right else { continue }
      #expect(
        message(full, whole.replacing(place, with: .number("1e40")))
          == "\(path): expected a number within ±10¹⁸, found number 1e40"
      )
    }
  }

  @Test(arguments: FullReply.all)
  func `the order of members does not matter`(full: FullReply) throws {
    let value = try full.value
    let reply = try full.normalised(full.body)
    #expect(try full.normalised(value.written { $0.sorted() }) == reply)
    #expect(try full.normalised(value.written { $0.sorted(by: >) }) == reply)
    #expect(try full.normalised(value.written { $0.sorted { $0.count < $1.count } }) == reply)
  }

  @Test(arguments: FullReply.all)
  func `a number means the same in any digits`(full: FullReply) throws {
    let value = try full.value
    let reply = try full.normalised(full.body)
    func exponent(_ digits: String) -> String {
      let parts = digits.split(separator: ".")
      let places = parts.count > 1 ? parts[1].count : 0
      // A whole number of digits without zeros in front, as JSON wants it.
      let whole = Int(digits.replacing(".", with: "")) ?? 0
      return "\(whole)e-\(places)"
    }
    func zeros(_ digits: String) -> String {
      digits.contains(".") ? digits + "00" : digits + ".000"
    }
    #expect(try full.normalised(value.mapNumbers { .number(exponent($0)) }) == reply)
    #expect(try full.normalised(value.mapNumbers { .number(zeros($0)) }) == reply)
    #expect(try full.normalised(value.mapNumbers { .number("\(zeros($0))E+0") }) == reply)
    #expect(try full.normalised(value.mapNumbers { .text($0) }) == reply)
  }

  @Test(arguments: FullReply.all)
  func `unknown fields change nothing and are listed`(full: FullReply) throws {
    let whole = try full.value
    let reply = try full.normalised(full.body)
    var value = whole
    var added: Set<String> = []
    // Everywhere but where a new name is a new counter.
    let objects = [[]] + whole.places.filter { whole.value(at: $0)?.isObject == true }
    for place in objects where !full.data.contains(full.pattern(place)) {
      guard place.last != "rateDiscounts" else { continue }
      value = value.replacing(place + ["fresh"], with: .object(["deep": .number("1")]))
      added.insert("`\(full.pattern(place + ["fresh"]))`")
    }
    let changed = try full.normalised(value)
    #expect(changed.readings == reply.readings)
    #expect(changed.allowances == reply.allowances)
    #expect(changed.plan == reply.plan)
    #expect(
      changed.findings.filter { $0.kind == .unknown }.map(\.text)
        == added.sorted().map {
          "\(full.provider.title) sends a field this version does not know: \($0)"
        }
    )
    #expect(changed.findings.filter { $0.kind == .warning } == reply.findings)
  }

  @Test(arguments: FullReply.all)
  func `the parts of a facet leave what the platform leaves`(full: FullReply) throws {
    let reply = try full.normalised(full.body)
    func sum(_ facet: Facet) throws -> FixedDecimal {
      try FixedDecimal.sum(
        of: reply.readings.filter { $0.key.facet == facet && $0.key.measure == .cost }.map(\.value)
      )
    }
    for (facet, rest) in full.remainders {
      #expect(try sum(.total) - sum(facet) == rest)
    }
  }

  @Test(arguments: FullReply.all)
  func `every beginning of a reply is an error`(full: FullReply) throws {
    for count in 0..<full.body.utf8.count {
      let body = String(decoding: full.body.utf8.prefix(count), as: UTF8.self)
      #expect(throws: ReplyError.self) { try full.normalised(body) }
    }
  }

  @Test(arguments: FullReply.all)
  func `a reply with any one byte changed is read or refused`(full: FullReply) {
    let bytes = Array(full.body.utf8)
    for index in bytes.indices {
      for byte in Array("\"\\{],e".utf8) + [0, 0xFF] {
        var changed = bytes
        changed[index] = byte
        let reply = ProviderReply(
          request: full.request,
          body: changed,
          observedAt: Sample.noon,
          learntAt: Sample.noon
        )
        // Only a trap could fail here.
        _ = try? full.provider.normalise(reply)
      }
    }
  }
}

import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageFiles

/// CSV and JSON of records.
struct RecordWritingTests {
  private static let record = UsageRecord(
    day: Day(daysSince1970: 20_500),
    source: "rpc",
    provider: "helius",
    account: "a1",
    app: "Shop, Berlin",
    appID: "app-1",
    service: "rpc",
    category: "Compute",
    meter: "calls",
    quality: .interpolated,
    quantity: 12,
    unit: "call",
    requests: 12,
    native: Money(FixedDecimal(units: -1_500_000_000_000), "helius:credit"),
    tags: ["team": "we\"b"]
  )

  private func text(_ format: ExportFormat, _ records: [UsageRecord]) throws -> String {
    String(
      decoding: try GeneratedUsage.written(format, [GeneratedUsage.exported(records)]),
      as: UTF8.self
    )
  }

  @Test func `CSV has one header and a line a record`() throws {
    #expect(
      try text(.csv, [Self.record]) == """
        day,source,provider,account,app,app_id,service,category,meter,charge,quality,quantity,unit,requests,\
        native,currency,billed,effective,tags
        2026-02-16,rpc,helius,a1,"Shop, Berlin",app-1,rpc,Compute,calls,usage,interpolated,12,call,12,\
        -1.5,helius:credit,,,"{""team"":""we\\""b""}"

        """
    )
  }

  @Test func `JSON has amounts as texts, and null where nothing is known`() throws {
    #expect(
      try text(.ndjson, [Self.record]) == """
        {"day":"2026-02-16","source":"rpc","provider":"helius","account":"a1","app":"Shop, Berlin",\
        "app_id":"app-1","service":"rpc","category":"Compute","meter":"calls","charge":"usage",\
        "quality":"interpolated","quantity":"12","unit":"call","requests":"12","native":"-1.5",\
        "currency":"helius:credit","billed":null,"effective":null,"tags":{"team":"we\\"b"}}

        """
    )
    var record = Self.record
    (record.tags, record.account, record.quantity) = ([:], nil, nil)
    record.billed = FixedDecimal(units: 1)
    let document = try text(.json, [record, Self.record])
    #expect(
      document.hasPrefix(
        """
        {
          "period": null,
          "as_of": "2026-05-28T20:26:40Z",
          "currency": "USD",
          "rows": [
            { "day": "2026-02-16", "source": "rpc", "provider": "helius", "account": null,
        """
      )
    )
    #expect(document.contains("\"quantity\": null, \"unit\": null"))
    #expect(document.contains("\"billed\": \"0.000000000001\""))
  }

  @Test(arguments: [0, 1, 2, 500])
  func `the JSON of any records is JSON with as many rows`(count: Int) throws {
    let records = GeneratedUsage.records(count, seed: 21, isPriced: false)
    let document = try text(.json, records)
    let value = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
    let rows = try #require(value?["rows"] as? [[String: Any]])
    #expect(rows.map { $0["source"] as? String } == records.map(\.source))
    #expect(rows.map { $0["billed"] as? String } == records.map { $0.billed?.description })
    #expect(rows.map { $0["tags"] as? [String: String] } == records.map(\.tags))
    let lines = try text(.ndjson, records).split(separator: "\n")
    #expect(lines.count == count)
    for (line, record) in zip(lines, records) {
      let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(row?["service"] as? String == record.service)
      #expect(row?["native"] as? String == record.native?.amount.description)
    }
  }

  @Test func `the CSV of any records has their fields`() throws {
    let records = GeneratedUsage.records(500, seed: 22, isPriced: false)
    let file = try FOCUSFile(Array(try text(.csv, records).utf8))
    for (record, row) in zip(records, file.rows) {
      #expect(row["day"] == record.day.description)
      #expect(row["app"] == record.app)
      #expect(row["native"] == record.native?.amount.description)
      #expect(row["currency"] == record.native?.currency)
      #expect(row["effective"] == record.effective?.description)
    }
    #expect(file.rows.count == 500)
  }

  @Test(arguments: [ExportFormat.csv, .json, .ndjson, .focus(.v12)])
  func `pieces make the same bytes as the whole`(format: ExportFormat) throws {
    let records = GeneratedUsage.records(300, seed: 23)
    let whole = try GeneratedUsage.written(format, [GeneratedUsage.exported(records)])
    for size in [1, 7, 299] {
      let pieces = stride(from: 0, to: records.count, by: size).map { start in
        GeneratedUsage.exported(Array(records[start..<min(start + size, records.count)]))
      }
      #expect(try GeneratedUsage.written(format, pieces) == whole)
    }
  }

  @Test func `numbers are written as their descriptions`() throws {
    var chance = SeededGenerator(seed: 31)
    var numbers = (0..<2000).map { _ in
      let bits = Int128(chance.next()) << 64 | Int128(chance.next())
      return FixedDecimal(units: bits >> Int128(chance.next() % 128))
    }
    numbers += [0, 1, -1, 10, 999_999_999].map { FixedDecimal($0) }
    numbers += [.max, .min + 1, 1, -1, 10_000_000_000_000_000_000].map { FixedDecimal(units: $0) }
    numbers += (0..<38).map { place in
      FixedDecimal(units: (0..<place).reduce(1) { power, _ in power * 10 })
    }
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    for number in numbers {
      output.put(number)
      output.put(UInt8(ascii: "\n"))
    }
    try output.flush()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(lines == numbers.map(\.description))
  }

  @Test func `gzip is what the command gunzip unpacks`() throws {
    let text = Array(
      String(repeating: "as much as does not fit into one buffer ", count: 9000).utf8
    )
    var packed: [UInt8] = []
    let stream = try GzipStream { packed += $0 }
    for start in stride(from: 0, to: text.count, by: 70_000) {
      try stream.write(Array(text[start..<min(start + 70_000, text.count)]))
    }
    try stream.end()
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gz")
    try Data(packed).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", file.path()]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let unpacked = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(unpacked == Data(text))
  }
}

public import ArgumentParser
import Tallystick
public import UsageModel

/// A moment on the command line.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init(_ timestamp: Timestamp) {
    self.timestamp = timestamp
  }

  var defaultValueDescription: String { timestamp.description }

  init?(argument: String) {
    guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
    self.timestamp = timestamp
  }
}

extension Period: ExpressibleByArgument {
  /// Reads a period.
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Month: ExpressibleByArgument {
  /// Reads a month.
  public init?(argument: String) {
    self.init(argument)
  }
}

/// `K=V` on the command line.
struct NamedValue: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

/// Formats on the command line: `html`, `markdown` or both.
struct FormatList: ExpressibleByArgument {
  let formats: [ReportFormat]

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let formats = names.compactMap { ReportFormat(rawValue: String($0)) }
    guard formats.count == names.count, !formats.isEmpty else { return nil }
    self.formats = formats
  }
}

/// Dimensions on the command line: `app,provider`.
struct DimensionList: ExpressibleByArgument {
  let dimensions: [UsageDimension]

  init(_ dimensions: [UsageDimension]) {
    self.dimensions = dimensions
  }

  var defaultValueDescription: String { dimensions.map(\.name).joined(separator: ",") }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let dimensions = names.compactMap { UsageDimension(name: String($0)) }
    guard dimensions.count == names.count, !dimensions.isEmpty else { return nil }
    self.dimensions = dimensions
  }
}

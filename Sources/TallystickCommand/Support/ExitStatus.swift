import ReportScripting
import Tallystick
import UsageAnalysis
import UsageModel
import UsageStore

/// The documented exit statuses; as an error, one whose messages have been written already.
enum ExitStatus: Int32, Error {
  /// An error of the program itself.
  case bug = 1
  /// The command line or the configuration is wrong.
  case usage = 2
  /// One or more sources could not be fetched.
  case source = 3
  /// One or more scripts failed.
  case script = 4
  /// A budget is over its limit, or will be.
  case budget = 5
  /// The store cannot be opened, or is damaged.
  case store = 6
  /// An output folder or file cannot be written.
  case output = 7
  /// Another run is at work.
  case busy = 75
}

/// An error with its message and status.
struct CommandFailure: Error {
  let message: String
  let status: ExitStatus

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Sorts an error of the library; nil for one of the command-line parser.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as ConfigurationError: self.init(.usage, error.description)
    case let error as OutputError: self.init(.output, error.description)
    case let error as StoreError:
      switch error.code {
      case .unusable, .full: self.init(.store, error.description)
      case .unwritable: self.init(.output, error.description)
      case .busy: self.init(.busy, error.description)
      case .unanswerable, .conflict: self.init(.usage, error.description)
      }
    case let error as ArithmeticOverflow:
      self.init(.usage, "\(error); look for an amount in the configuration that is too large")
    case let error as UnanswerableQuery: self.init(.usage, error.description)
    case let error as AllocationError: self.init(.usage, error.description)
    case let error as UnusableDriver: self.init(.usage, error.description)
    case let error as WorkerError: self.init(.bug, error.description)
    default: return nil
    }
  }
}

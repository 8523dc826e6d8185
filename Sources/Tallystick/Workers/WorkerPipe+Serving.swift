import Foundation

extension WorkerPipe {
  /// Reads a job from standard input, performs it, and writes the reply to standard output; ends with the reader.
  ///
  /// - Returns: Whether there was a job; without one, nothing is written.
  static func serve<Job: Decodable>(
    _ type: Job.Type,
    _ perform: (Job) async throws -> some Encodable
  ) async throws -> Bool {
    ReportWorker.endWithReader()
    let input = try FileHandle.standardInput.readToEnd() ?? Data()
    guard let job = try? decode(type, from: Array(input)) else { return false }
    let reply = try encode(await perform(job))
    try FileHandle.standardOutput.write(contentsOf: Data(reply))
    return true
  }
}

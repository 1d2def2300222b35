// Runs emulate, a Slack Web API server that nobody here wrote, until its standard input ends.
// Arguments: the seed as JSON. Prints its address once it listens.
import { createEmulator } from 'emulate'

const slack = await createEmulator({ service: 'slack', port: 0, seed: { slack: JSON.parse(process.argv[2]) } })
console.log(slack.url)
process.stdin.resume()
process.stdin.on('end', () => slack.close().then(() => process.exit(0)))


using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'copilot-usage' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'copilot-usage'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'copilot-usage' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the current period''s messages from the API, charge them, print the usage')
            [CompletionResult]::new('score', 'score', [CompletionResultType]::ParameterValue, 'Charge messages from files, offline')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List the tariffs that ship, or print one to copy and edit')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;fetch' {
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Also write the messages and their reports to a file that `score` reads')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Write figures of a run that went well for a monitor, as OpenMetrics')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 when the total is higher')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Charge a message id that comes twice both times, with a warning')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;score' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Write figures of a run that went well for a monitor, as OpenMetrics')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 when the total is higher')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Look reports up in this API, instead of the snapshot')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'Charge a message id that comes twice both times, with a warning')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;tariffs' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all; - for standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'copilot-usage;help' {
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Fetch the current period''s messages from the API, charge them, print the usage')
            [CompletionResult]::new('score', 'score', [CompletionResultType]::ParameterValue, 'Charge messages from files, offline')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List the tariffs that ship, or print one to copy and edit')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;help;fetch' {
            break
        }
        'copilot-usage;help;score' {
            break
        }
        'copilot-usage;help;tariffs' {
            break
        }
        'copilot-usage;help;completions' {
            break
        }
        'copilot-usage;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

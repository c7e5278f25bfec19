
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
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain what a text or a message costs, line by line')
            [CompletionResult]::new('summary', 'summary', [CompletionResultType]::ParameterValue, 'Put the usage together by day, by report or by what was charged')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare what a period costs under several tariffs')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Tell what has changed from one bill to another')
            [CompletionResult]::new('dashboard', 'dashboard', [CompletionResultType]::ParameterValue, 'Write the usage as one HTML page that needs nothing else')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List the tariffs that ship, print one to copy and edit, or check one of your own')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of an output')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;fetch' {
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Also write the messages and their reports to a file that `score` reads')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Write figures of a run that went well for a monitor, as OpenMetrics')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 when the total is higher')
            [CompletionResult]::new('--max-missing', '--max-missing', [CompletionResultType]::ParameterName, 'Exit with 7 when more of the reports that messages name are missing: a number of them, or a percentage such as 10%')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; else from the environment: COPILOT_USAGE_BASE_URL [default: https://owpublic.blob.core.windows.net/tech-task]')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
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
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Write figures of a run that went well for a monitor, as OpenMetrics')
            [CompletionResult]::new('--fail-over', '--fail-over', [CompletionResultType]::ParameterName, 'Exit with 7 when the total is higher')
            [CompletionResult]::new('--max-missing', '--max-missing', [CompletionResultType]::ParameterName, 'Exit with 7 when more of the reports that messages name are missing: a number of them, or a percentage such as 10%')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Look reports up in this API, instead of the snapshot')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;explain' {
            [CompletionResult]::new('--message', '--message', [CompletionResultType]::ParameterName, 'Explain the message with this id, of files or of the current period')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show the rules that found nothing, too')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;summary' {
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Put messages together by this, or by two of them: hour, day, week, month, report, source, kind')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;compare' {
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Compare these tariffs, the later ones with the first: names of `copilot-usage tariffs`, or files')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Show so many of the largest differences of a message')
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;diff' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Exit with 7 when there were warnings')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'copilot-usage;dashboard' {
            [CompletionResult]::new('--input-format', '--input-format', [CompletionResultType]::ParameterName, 'Read files as this, instead of telling by their content')
            [CompletionResult]::new('--reports', '--reports', [CompletionResultType]::ParameterName, 'Look reports up in a JSON file or a folder of {id}.json, instead of the snapshot')
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Where the API is; with a FILE, look reports up there instead of in a snapshot. Without a FILE it may come from the environment: COPILOT_USAGE_BASE_URL')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'Read the bearer token from a file; else from the environment: COPILOT_USAGE_TOKEN')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'Trust the authorities in this PEM file too, beside those of the system')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep reports in this folder between runs; else from the environment: COPILOT_USAGE_CACHE_DIR')
            [CompletionResult]::new('--cache-ttl', '--cache-ttl', [CompletionResultType]::ParameterName, 'Ask whether a kept report has changed when it is older than this')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first that failed')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'For making a connection, in seconds or as 500ms, 2m')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'For one attempt, its body included')
            [CompletionResult]::new('--max-time', '--max-time', [CompletionResultType]::ParameterName, 'For the whole run')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Bytes of an answer or a message that is held in memory, decompressed, at the most')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--max-rows', '--max-rows', [CompletionResultType]::ParameterName, 'List no more messages than this: of more, the page says what they come to')
            [CompletionResult]::new('--tariff', '--tariff', [CompletionResultType]::ParameterName, 'Charge by this tariff: a name of `copilot-usage tariffs`, or a file')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Leave out messages before this: a date, or a date and time such as 2024-05-02T08:00:00Z')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Leave out messages from this on: 2024-06-01 leaves out June, and the whole of May is kept')
            [CompletionResult]::new('--month', '--month', [CompletionResultType]::ParameterName, 'Only messages of this month, such as 2024-05')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Only messages of this day, such as 2024-05-31')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'Only messages of the last days, such as 7d: today and the 6 days before it')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'Begin days as they do in this time zone, by its IANA name; local is the zone of this machine')
            [CompletionResult]::new('--on-report-error', '--on-report-error', [CompletionResultType]::ParameterName, 'What to do when a report is malformed, unreachable or refused')
            [CompletionResult]::new('--duplicates', '--duplicates', [CompletionResultType]::ParameterName, 'What to do when a message id comes twice')
            [CompletionResult]::new('--max-errors', '--max-errors', [CompletionResultType]::ParameterName, 'Tell up to so many bad messages of a file before giving it up')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads that read and charge; all processors where it is not given')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--include-text', '--include-text', [CompletionResultType]::ParameterName, 'Put the texts of the messages into the page, which it does not hold otherwise')
            [CompletionResult]::new('--reproducible', '--reproducible', [CompletionResultType]::ParameterName, 'Leave out when the page was made: the same input gives the same bytes')
            [CompletionResult]::new('--allow-duplicates', '--allow-duplicates', [CompletionResultType]::ParameterName, 'The old name of --duplicates charge')
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
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
            [CompletionResult]::new('--csv-raw', '--csv-raw', [CompletionResultType]::ParameterName, 'CSV: leave text alone that a spreadsheet would run as a formula')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but warnings and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say what is going on: each answer, each attempt that is made again')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge the cases that they carry')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;tariffs;check' {
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
        'copilot-usage;tariffs;text' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
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
        'copilot-usage;tariffs;tokens' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
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
        'copilot-usage;tariffs;tokens-ceil' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print: by default as the name of the file tells (.json, .ndjson, .jsonl, .csv, each also with .gz), else a table in a terminal and json anywhere else')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a file, replaced as a whole or not at all, compressed if its name ends in .gz; - for standard output')
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
        'copilot-usage;tariffs;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge the cases that they carry')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;tariffs;help;check' {
            break
        }
        'copilot-usage;tariffs;help;text' {
            break
        }
        'copilot-usage;tariffs;help;tokens' {
            break
        }
        'copilot-usage;tariffs;help;tokens-ceil' {
            break
        }
        'copilot-usage;tariffs;help;help' {
            break
        }
        'copilot-usage;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Use colors; NO_COLOR is honored')
            [CompletionResult]::new('--log-format', '--log-format', [CompletionResultType]::ParameterName, 'Lines for people, or a JSON object a line')
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
        'copilot-usage;man' {
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
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain what a text or a message costs, line by line')
            [CompletionResult]::new('summary', 'summary', [CompletionResultType]::ParameterValue, 'Put the usage together by day, by report or by what was charged')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare what a period costs under several tariffs')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Tell what has changed from one bill to another')
            [CompletionResult]::new('dashboard', 'dashboard', [CompletionResultType]::ParameterValue, 'Write the usage as one HTML page that needs nothing else')
            [CompletionResult]::new('tariffs', 'tariffs', [CompletionResultType]::ParameterValue, 'List the tariffs that ship, print one to copy and edit, or check one of your own')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of an output')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'copilot-usage;help;fetch' {
            break
        }
        'copilot-usage;help;score' {
            break
        }
        'copilot-usage;help;explain' {
            break
        }
        'copilot-usage;help;summary' {
            break
        }
        'copilot-usage;help;compare' {
            break
        }
        'copilot-usage;help;diff' {
            break
        }
        'copilot-usage;help;dashboard' {
            break
        }
        'copilot-usage;help;tariffs' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check tariff files, and charge the cases that they carry')
            [CompletionResult]::new('text', 'text', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Print this tariff')
            [CompletionResult]::new('tokens-ceil', 'tokens-ceil', [CompletionResultType]::ParameterValue, 'Print this tariff')
            break
        }
        'copilot-usage;help;tariffs;check' {
            break
        }
        'copilot-usage;help;tariffs;text' {
            break
        }
        'copilot-usage;help;tariffs;tokens' {
            break
        }
        'copilot-usage;help;tariffs;tokens-ceil' {
            break
        }
        'copilot-usage;help;schema' {
            break
        }
        'copilot-usage;help;completions' {
            break
        }
        'copilot-usage;help;man' {
            break
        }
        'copilot-usage;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

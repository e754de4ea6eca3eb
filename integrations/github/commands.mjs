/**
 * Text in a workflow command:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @param {string} text
 */
export function escapeData(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

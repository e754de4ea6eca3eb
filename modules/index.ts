/** The platform's modules: constructs for CDKTF apps whose plans pass every policy. */
export { ElasticacheRedis, type ElasticacheRedisProps } from "./elasticache-redis/index.js";
export { EventQueue, type EventQueueProps, natsSubject, redisStream } from "./event-queue/index.js";
export { EventBridge, type EventBridgeProps } from "./eventbridge/index.js";
export { Msk, type MskProps } from "./msk/index.js";
export { Platform, type PlatformProps } from "./platform/index.js";
export { ProductImport, type ProductImportProps } from "./product-import/index.js";
export { AlarmTopic, type AlarmTopicProps } from "./shared/alarm-topic.js";
export { EncryptionKey, type EncryptionKeyProps } from "./shared/encryption-key.js";
export { InvalidPropError } from "./shared/validation.js";
export { Sqs, type SqsProps } from "./sqs/index.js";
export { Upstash, type UpstashProps } from "./upstash/index.js";
